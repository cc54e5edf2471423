# Finds a JDK. Sourced by skipjack and mvnw; defines functions and nothing else. POSIX sh.

JDK_NEEDED=25

# Says on standard error that there is none.
jdk_missing() {
  printf '%s\n' "Skipjack needs a JDK $JDK_NEEDED or newer and found none in JAVA_HOME, on the PATH or in the usual places;\
 install one, for example from https://adoptium.net, and name its folder in JAVA_HOME if it lies elsewhere." >&2
}

# Prints the major version of the JDK in folder $1; fails if there is none.
jdk_major() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  jdk_version=
  [ ! -r "$1/release" ] ||
    jdk_version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1)
  # Some packages ship no release file
  [ -n "$jdk_version" ] ||
    jdk_version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9][0-9]*\).*/\1/p' | head -n 1)
  [ -n "$jdk_version" ] && printf '%s\n' "$jdk_version"
}

# Whether folder $1 holds a JDK of version $2 or newer.
jdk_fits() {
  jdk_found=$(jdk_major "$1") && [ "$jdk_found" -ge "$2" ]
}

# Prints the folder of the java on the PATH; fails if there is none.
jdk_on_path() {
  jdk_java=$(command -v java 2>/dev/null) || return 1
  while [ -h "$jdk_java" ]; do
    jdk_link=$(readlink "$jdk_java")
    case $jdk_link in
      /*) jdk_java=$jdk_link ;;
      *) jdk_java=${jdk_java%/*}/$jdk_link ;;
    esac
  done
  (cd "${jdk_java%/*}/.." 2>/dev/null && pwd -P)
}

# Prints the folder of a JDK new enough: JAVA_HOME, else the one on the PATH, else the newest in the usual places.
find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && jdk_fits "$JAVA_HOME" "$JDK_NEEDED"; then
    printf '%s\n' "$JAVA_HOME"
    return 0
  fi
  jdk_path=$(jdk_on_path) || jdk_path=
  if [ -n "$jdk_path" ] && jdk_fits "$jdk_path" "$JDK_NEEDED"; then
    printf '%s\n' "$jdk_path"
    return 0
  fi
  jdk_best=
  jdk_best_major=$((JDK_NEEDED - 1))
  for jdk_folder in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/*jdk* /opt/*jdk* /opt/*/*jdk* /opt/java/* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/* \
    "${HOME:-}"/.local/share/mise/installs/java/* "${HOME:-}"/.m2/jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if jdk_major=$(jdk_major "$jdk_folder") && [ "$jdk_major" -gt "$jdk_best_major" ]; then
      jdk_best=$jdk_folder
      jdk_best_major=$jdk_major
    fi
  done
  [ -n "$jdk_best" ] && printf '%s\n' "$jdk_best"
}
