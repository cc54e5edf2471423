#!/bin/bash
echo "shutdown $*" >>"$STAGE/calls"
