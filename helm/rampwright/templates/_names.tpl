{{/* What all names begin with: the release, and the chart's name unless the release has it. */}}
{{- define "rampwright.name" -}}
{{- if contains "rampwright" .Release.Name -}}
{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-rampwright" (.Release.Name | trunc 39 | trimSuffix "-") }}
{{- end -}}
{{- end -}}

{{- define "rampwright.operator" -}}
{{ include "rampwright.name" . }}-operator
{{- end -}}

{{- define "rampwright.selectorLabels" -}}
app.kubernetes.io/name: rampwright-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "rampwright.labels" -}}
{{ include "rampwright.selectorLabels" . }}
app.kubernetes.io/part-of: rampwright
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* The reference of an image: list of the root context and the image's values. */}}
{{- define "rampwright.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $repository := $image.repository -}}
{{- if $root.Values.images.registry -}}
{{- $host := first (splitList "/" $repository) -}}
{{- if and (contains "/" $repository) (or (contains "." $host) (contains ":" $host) (eq $host "localhost")) -}}
{{- $repository = trimPrefix (printf "%s/" $host) $repository -}}
{{- end -}}
{{- $repository = printf "%s/%s" (trimSuffix "/" $root.Values.images.registry) $repository -}}
{{- end -}}
{{- $tag := $image.tag | default $root.Chart.AppVersion -}}
{{- printf "%s%s%s" $repository (ternary "@" ":" (hasPrefix "sha256:" $tag)) $tag -}}
{{- end -}}
