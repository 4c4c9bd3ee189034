#!/bin/sh
# Makes what the nodes of a cluster need to speak TLS with each other: an authority of their own, and one certificate that names every node.
#   deploy/certificates.sh DIRECTORY NODE...
#   deploy/certificates.sh tls myagent-0.myagent-nodes myagent-1.myagent-nodes myagent-2.myagent-nodes
# The names are those of MYAGENT_CLUSTER_HOST. It leaves ca.crt, which every node trusts, node.p12, which every node shows, and its password in
# node.password; ca.key signs further certificates: keep it elsewhere. Called again in the same directory, it makes a new certificate of the same authority.
set -eu
umask 077
[ $# -ge 2 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2; }
directory=$1
shift
mkdir -p "$directory"
cd "$directory"
if [ ! -f ca.key ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -sha256 -subj "/CN=MyAgent cluster authority" \
        -addext "basicConstraints=critical,CA:true,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout ca.key -out ca.crt
fi
names=$(printf 'DNS:%s,' "$@")
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout node.key -out node.csr
printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth\nkeyUsage=critical,digitalSignature\nbasicConstraints=critical,CA:false\n' "${names%,}" > node.ext
openssl x509 -req -in node.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 825 -sha256 -extfile node.ext -out node.crt
openssl rand -hex 24 > node.password
openssl pkcs12 -export -inkey node.key -in node.crt -certfile ca.crt -passout file:node.password -out node.p12
rm -f node.key node.csr node.ext node.crt
