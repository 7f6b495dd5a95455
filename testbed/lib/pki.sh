# shellcheck shell=bash
# Certificates and kubeconfigs. All keys are RSA in PKCS#8, the one form that
# every Kubernetes client reads, Java's among them.

readonly CERTIFICATE_DAYS=3650

make_authority() {
  mkdir -p "$STATE/pki"
  chmod 700 "$STATE/pki"
  openssl req -x509 -newkey rsa:2048 -noenc -days "$CERTIFICATE_DAYS" -subj /CN=rampwright-testbed \
    -keyout "$STATE/pki/ca.key" -out "$STATE/pki/ca.crt" 2>/dev/null
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$STATE/pki/sa.key" 2>/dev/null
  openssl pkey -in "$STATE/pki/sa.key" -pubout -out "$STATE/pki/sa.pub"
}

# make_certificate NAME SUBJECT [ALTERNATIVE_NAMES]
make_certificate() {
  local file=$STATE/pki/$1 subject=$2 names=${3:-}
  openssl req -newkey rsa:2048 -noenc -subj "$subject" -keyout "$file.key" -out "$file.csr" 2>/dev/null
  openssl x509 -req -in "$file.csr" -CA "$STATE/pki/ca.crt" -CAkey "$STATE/pki/ca.key" \
    -set_serial "0x$(openssl rand -hex 8)" -days "$CERTIFICATE_DAYS" -out "$file.crt" -extfile <(
      echo "keyUsage=digitalSignature,keyEncipherment"
      echo "extendedKeyUsage=serverAuth,clientAuth"
      [[ -z $names ]] || echo "subjectAltName=$names"
    ) 2>/dev/null
  rm "$file.csr"
}

make_control_plane_certificates() {
  local service=kubernetes names pids=() pid
  names=DNS:localhost,IP:127.0.0.1,IP:$(node_ip 1),IP:$API_SERVICE_IP
  for service in kubernetes kubernetes.default kubernetes.default.svc kubernetes.default.svc.cluster.local; do
    names+=,DNS:$service
  done
  # Key generation is all computing, so two at a time take half as long.
  make_certificate apiserver /CN=kube-apiserver "$names" & pids+=($!)
  make_certificate admin /O=system:masters/CN=admin & pids+=($!)
  make_certificate controller-manager /CN=system:kube-controller-manager & pids+=($!)
  make_certificate scheduler /CN=system:kube-scheduler & pids+=($!)
  make_certificate proxy /CN=system:kube-proxy & pids+=($!)
  make_certificate apiserver-kubelet /O=system:masters/CN=apiserver-kubelet & pids+=($!)
  make_certificate front-proxy /CN=front-proxy-client & pids+=($!)
  for pid in "${pids[@]}"; do
    wait "$pid" || die "making certificates failed"
  done
}

make_node_certificate() {
  local name
  name=$(node_name "$1")
  make_certificate "$name" "/O=system:nodes/CN=system:node:$name" "DNS:$name,IP:$(node_ip "$1")"
}

# write_kubeconfig FILE CERTIFICATE: with everything in it, so that the file can
# be copied anywhere.
write_kubeconfig() {
  local pki=$STATE/pki
  (
    umask 077
    cat >"$1.new" <<EOC
apiVersion: v1
kind: Config
clusters:
- name: $CLUSTER
  cluster:
    server: https://$(node_ip 1):6443
    certificate-authority-data: $(base64 -w 0 "$pki/ca.crt")
users:
- name: $2
  user:
    client-certificate-data: $(base64 -w 0 "$pki/$2.crt")
    client-key-data: $(base64 -w 0 "$pki/$2.key")
contexts:
- name: $CLUSTER
  context:
    cluster: $CLUSTER
    user: $2
current-context: $CLUSTER
EOC
  )
  mv "$1.new" "$1"
}
