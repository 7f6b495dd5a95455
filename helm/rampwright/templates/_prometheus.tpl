{{/* Where the operator finds the token and the certificates of one Prometheus, given its name. */}}
{{- define "rampwright.prometheusFolder" -}}
/etc/rampwright/prometheus/{{ . }}
{{- end -}}

{{/* The servers that gates may query, as the operator reads them: JSON, without any secret. */}}
{{- define "rampwright.prometheus" -}}
{{- $servers := list -}}
{{- $names := list -}}
{{- range .Values.prometheus -}}
{{- if has .name $names -}}
{{- fail (printf "prometheus: the name %s is there twice" .name) -}}
{{- end -}}
{{- $names = append $names .name -}}
{{- $server := pick . "name" "url" "namespaceLabel" "podLabel" -}}
{{- $folder := include "rampwright.prometheusFolder" .name -}}
{{- if .tokenSecret -}}
{{- $server = set $server "tokenFile" (printf "%s/token" $folder) -}}
{{- end -}}
{{- if .caSecret -}}
{{- $server = set $server "caFile" (printf "%s/ca.crt" $folder) -}}
{{- end -}}
{{- $servers = append $servers $server -}}
{{- end -}}
{{- toJson $servers -}}
{{- end -}}

{{/* The port that a NetworkPolicy sees of one Prometheus. */}}
{{- define "rampwright.prometheusPort" -}}
{{- $host := (urlParse .url).host -}}
{{- $written := regexFind ":[0-9]+$" $host | trimPrefix ":" -}}
{{- $usual := ternary "443" "80" (hasPrefix "https:" .url) -}}
{{- .podPort | default ($written | default $usual) -}}
{{- end -}}
