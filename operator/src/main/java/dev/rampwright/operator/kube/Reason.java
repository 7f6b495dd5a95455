package dev.rampwright.operator.kube;

/**
 * Every reason that the operator writes into a condition or an event; its name is API, and the
 * reference lists each with what to do.
 */
public enum Reason {
  // Any kind
  Reconciled("Nothing: what was asked for is in place."),
  InvalidSpec(
      "Change the spec as the message says; the operator retries when the resource changes."),
  NameConflict(
      "Rename the resource, or delete the object that the message names: the operator never takes"
          + " over an object that it did not make."),
  ApplyFailed(
      "Read the message; the API server refused a write. The operator retries; check its RBAC,"
          + " quotas and admission webhooks."),
  StatusUnreadable("Repair status.rollout as the message says; nothing changes until then."),

  // InferenceService: pods
  RevisionReady("Nothing: the revision is ready and serves."),
  EndpointsPending("Wait a moment: Kubernetes is about to route to the pods."),
  RevisionPending("Wait; if it lasts, see status.revisions[].lastFailure and the pods' events."),
  ModelLoading("Wait: the engine is loading the model. rollout.startupDeadline bounds it."),
  ModelLoaded("Nothing: the engine has loaded the model."),
  PodsNotReady("See status.revisions[].lastFailure and the logs of the engine container."),
  ContainerFailed(
      "Read the container's own words in status.revisions[].lastFailure, then change the spec;"
          + " a new revision is tried at once."),
  Unschedulable(
      "Free capacity, or change engine.resources or pod.nodeSelector; the claim of model.uri must"
          + " exist and be bound."),
  StartupDeadlineExceeded(
      "Make the model load faster or raise rollout.startupDeadline; then change the spec."),
  ScaledToZero("Raise spec.replicas above 0 to serve again."),

  // InferenceService: ramp
  RolloutIdle("Nothing: one revision serves."),
  RevisionAdopted("Nothing: the revision was taken without a ramp, as the service has no pods."),
  Preparing("Wait: the new revision's pods load beside the stable ones, without traffic."),
  RampStarted("Nothing: the new revision takes the first step's share."),
  Ramping("Nothing: the new revision's share rises step by step; the gates judge each step."),
  StepPassed("Nothing: the gates passed, the next step follows."),
  ShareRaised("Nothing: more of the new revision's pods are ready, and carry more."),
  ShareLowered(
      "See the new revision's pods: some were lost, and the others carry less until they are back."),
  CapacityInfeasible(
      "Set rollout.capacity.maxSurge to at least 1, or rollout.capacity.mode to Recreate, which stops"
          + " the service while the new revision loads."),
  Promoting("Nothing: every step passed, and the entry Service turns to the new revision."),
  Draining("Nothing: the old revision's pods end their requests."),
  Promoted("Nothing: the new revision is the stable one."),
  Proving("Wait: the new revision is benchmarked without traffic; see the BenchmarkRun."),
  Paused(
      "The share stays. Set spec.rollout.paused to false, or annotate with"
          + " rampwright.dev/command=resume/<hash>/<token>, to go on."),
  Resumed("Nothing: the pause is over."),
  Cleared("Nothing: a command let the new revision begin as soon as it is ready."),
  CommandDone("Nothing: the command was carried out."),
  CommandIgnored("Read the message: it says why, and what would work; write it with a new token."),
  Recovered("Nothing: the new revision has ready pods again, its step goes on."),
  RollingBack("Wait: the stable revision takes everything again."),
  RolledBack(
      "Read the message. The failed hash stays out until the spec asks for another revision, or the"
          + " annotation rampwright.dev/command says retry/<hash>/<token>."),
  ReturnedToStable("Nothing: the spec asks for the stable revision, which serves everything."),
  Interrupted("See the new revision's pods: none is ready. Its share is 0 until one is back."),
  StableUnavailable(
      "See the stable revision's pods: none is ready, and the new revision has some."),
  GateFailedOnce("Read the verdicts in status.rollout; failureLimit allows another look."),
  StepPassedUndecided(
      "Read the verdicts in status.rollout: a gate was undecided, and onInconclusive: Promote let"
          + " the step pass all the same."),
  MetricProviderUnknown(
      "Write one of the names in the message as rollout.gates.providerName, or add the provider to"
          + " the values of the operator's chart (prometheus)."),
  MetricSourceFailing(
      "Read the message: the query was not answered errorLimit times in a row. Correct the query,"
          + " or see to the Prometheus server; the share stays meanwhile. To go on unseen: promote"
          + " or abort by command."),
  MetricSourceAnswers("Nothing: the gates' queries are answered again."),
  Superseded("Nothing: the spec changed in mid-ramp, the newer revision is tried instead."),
  Reverted("Nothing: the spec returned to the stable revision in mid-ramp."),
  GateFailed(
      "Read the verdicts in status.rollout; correct the revision, or the gate's limit, and change"
          + " the spec."),
  GatesUndecided(
      "A gate was undecided when the hold was over, and onInconclusive is Rollback: lengthen the"
          + " hold, send more traffic, or write Hold; then change the spec."),
  HoldExceeded(
      "The gates stayed undecided for maxHold: send more traffic, or lower minRequests; then"
          + " change the spec. If the ramp is paused for it: promote, resume or abort by"
          + " command."),
  BenchmarkFailed(
      "Read the BenchmarkRun's results; correct the revision, or the criterion, and change the"
          + " spec."),
  BenchmarkInconclusive(
      "The benchmark measured too little: raise its duration or rate, then change the spec or retry"
          + " by command."),
  BenchmarkInvalid(
      "Read the BenchmarkRun's message: it measured nothing. Correct the cause, then retry by"
          + " command."),
  PreTrafficTimeout(
      "See the BenchmarkRun and its pod; raise rollout.preTraffic.timeout, or retry by command."),
  Aborted("Nothing: somebody ended the ramp. Change the spec, or retry by command, to go on."),
  CandidateUnready("See the new revision's pods: they were not ready for too long."),

  // InferenceService: route
  RouteAccepted("Nothing: every Gateway leads requests to the service."),
  RoutePending(
      "Wait; if it lasts, see whether the Gateways that spec.route names exist and have a"
          + " controller. Until then a ramp with router Gateway holds."),
  RouteNotAccepted(
      "Read the message, which is the gateway's own: correct spec.route, or the Gateway. Until then"
          + " a ramp with router Gateway holds."),
  RouteRemoved(
      "Write spec.route again, or annotate with rampwright.dev/command=abort/<hash>/<token>."),
  GatewayApiMissing(
      "Install the Gateway API's custom resource definitions and a gateway, or take spec.route out"
          + " and write router: Sidecar."),

  // InferenceService: clients
  AuthReady("Nothing: clients are told apart."),
  AuthSecretMissing(
      "Create the Secret that serving.auth names, in the service's namespace, with the label"
          + " rampwright.dev/use: inference. Until then nobody is let in."),
  AuthSecretInvalid(
      "Correct the Secret as the message says: for apiKeys one data key a tenant, its API key as the"
          + " value; for jwt.caSecretKeyRef certificates in PEM. Until then nobody is let in."),
  AuthNotEnforced(
      "Change the revisioned spec, so that a revision with a sidecar of this release takes over;"
          + " until then close the service to strangers by other means."),

  // InferenceService: TLS of clients
  TlsReady("Nothing: clients are served by TLS."),
  TlsPending(
      "Wait: the kubelet brings the certificate to the pods within about a minute. Where port 80 was"
          + " open, it stays so until then."),
  TlsSecretMissing(
      "Create the Secret that serving.tls names, in the service's namespace, with the label"
          + " rampwright.dev/use: inference. Until then the last good certificate serves."),
  TlsSecretInvalid(
      "Correct the Secret as the message says: tls.crt is a certificate in PEM, tls.key its key."
          + " Until then the last good certificate serves."),
  TlsCertificateExpired(
      "Put a certificate into the Secret that is valid now. Until then the last one serves, and"
          + " clients refuse it once it has expired."),
  TlsNotServed(
      "Change the revisioned spec, so that a revision with a sidecar of this release takes over;"
          + " until then clients are served in clear text."),

  // TokenCache
  CacheReady("Nothing: every sidecar has the cache's settings."),
  CachePending("Wait: sidecars take over the cache's settings."),
  TokenCacheNotFound(
      "Create the TokenCache that spec.cache names, in the same namespace. Until then the service"
          + " runs and caches nothing."),
  KvUnsupportedByEngine(
      "Serve this model by an engine of type LlamaCpp, or give the service a TokenCache without"
          + " kvSlots."),
  CacheSecretMissing(
      "Wait for the TokenCache's operator-made Secret; see the TokenCache's status."),
  MemoryOnly("Nothing: the cache has no second level."),
  RedisReady("Nothing: the second level answers."),
  RedisExternal(
      "Nothing: the sidecars use the second level that the spec names. Whether they reach it, their"
          + " metrics tell (rampwright_sidecar_redis_breaker_open)."),
  CacheSecretRecreated(
      "Nothing: sidecars take the new password and key as the kubelet brings them, within about a"
          + " minute, and cache in memory until then."),
  CacheKeyMissing(
      "Create or correct the Secret that the message names: its label is rampwright.dev/use:"
          + " inference, its data key current. The cache goes on with what it had."),
  CacheKeyRefused(
      "Name a Secret of yours, with the label rampwright.dev/use: inference; the operator's own are"
          + " nobody's to name. The cache goes on with what it had."),
  PrewarmConfigMapMissing(
      "Create the ConfigMap that prewarm.configMapRef names, in the same namespace. Until then"
          + " nothing is asked before clients do."),
  PrewarmInvalid(
      "Correct the line that the message names: {\"body\": {...}} with the body of a request, and"
          + " path, tenant and agent where needed (docs/cache.md). Until then the sidecars go on with"
          + " what they had."),
  Prewarming("Wait: sidecars ask what no client has asked yet, whenever their engines are idle."),
  PrewarmComplete("Nothing: every sidecar has asked or found what there is to pre-warm."),
  PrewarmIncomplete(
      "Read the message: some entries may not be replayed, could be reached by no client (name a"
          + " tenant exactly where clients are told apart), or were answered by an error. Correct"
          + " them, and the list is gone through again."),
  RedisNotReady("See the Valkey pod's events and logs; until then each sidecar uses its memory."),

  // BenchmarkRun
  TargetNotFound("Create the InferenceService or revision that the run names; the run waits."),
  TargetNotReady("Wait until the target is Ready; see the InferenceService's status."),
  UrlTargetsNotAllowed(
      "URL targets are off: allow them in the chart, or name an InferenceService; then create a"
          + " new run."),
  ApiKeyMissing(
      "Do as the message says: create or correct the Secret that target.apiKeySecretKeyRef names (a"
          + " run waits for it), or name one in a new run, where the service asks for a key."),
  TrustedHeaderTarget(
      "Load the service through the gateway that sets its header: target.endpoint of a new run; or"
          + " let the ramp's gates judge."),
  BenchmarkStarting("Wait: the Job's pod starts. The message says what holds it up."),
  BenchmarkRunning("Nothing: see status.progressPercent."),
  BenchmarkComplete("Nothing: results and verdict are in status."),
  Invalid(
      "Read the message: the run measured nothing that can be trusted. Correct the cause, then"
          + " create a new run."),
  DeadlineExceeded("Raise execution.timeout or shorten the load, then create a new run."),
  PodFailed("Read the pod's own words in the message, then create a new run."),
  ReportMissing(
      "The Job ended or was deleted before the final report: see its pod's logs, create a new"
          + " run.");

  private final String whatToDo;

  Reason(String whatToDo) {
    this.whatToDo = whatToDo;
  }

  /** One sentence for the person who reads the reason. */
  public String whatToDo() {
    return whatToDo;
  }
}
