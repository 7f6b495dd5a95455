"""Who listens where on loopback; the configurations name them as @NAME@."""

MOCK = 19100
STREAMS = 19101
NGINX = 19110
NGINX_STREAMS = 19111
NGINX_CACHE = 19112
HAPROXY = 19120
HAPROXY_STREAMS = 19121
VARNISH = 19130
LITELLM = 19140
REDIS = 19150
SIDECAR = 19160
OBSERVE = 19162

SIDECAR_ALL = {"SERVE": SIDECAR, "ADMIN": 19161, "OBSERVE": OBSERVE, "DRAIN": 19163, "HOP": 19164}
BY_NAME = {name: port for name, port in list(globals().items()) if name.isupper() and isinstance(port, int)}

EVERY = sorted({*BY_NAME.values(), *SIDECAR_ALL.values()})
