# Varnish as a cache of answers to POST, kept in memory under a key that holds the credential and
# the body.
vcl 4.1;
import std;
import bodyaccess;

backend mock {
  .host = "127.0.0.1";
  .port = "@MOCK@";
}
sub vcl_recv {
  if (!std.cache_req_body(1MB)) {
    return (synth(413));
  }
  return (hash);
}
sub vcl_hash {
  bodyaccess.hash_req_body();
  hash_data(req.http.Authorization);
}
sub vcl_backend_fetch {
  # Varnish asks with GET for what it means to keep.
  set bereq.method = "POST";
}
sub vcl_backend_response {
  set beresp.ttl = 1h;
}
sub vcl_deliver {
  set resp.http.X-Cache = obj.hits;
}
