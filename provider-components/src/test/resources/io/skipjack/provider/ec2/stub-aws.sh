#!/bin/bash
# Parameters and secrets are files; the bucket is empty.
echo "aws $*" >>"$STAGE/calls"
case "$1 $2" in
  'ssm get-parameter') cat "$STAGE/engine-key" ;;
  'secretsmanager get-secret-value') cat "$STAGE/hf-token" ;;
  's3 ls') exit 1 ;;
  's3 cp') cat >/dev/null ;;
esac
