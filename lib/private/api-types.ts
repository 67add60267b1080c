// Written by scripts/api-types.mjs; never edited.
/* eslint max-lines: off -- a generated table */

/** The Kubernetes whose fields these are. */
export const VERSIONS = ['1.27', '1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'];

/** Fields that the generated types of cdk8s spell unlike the API. */
export const RENAMED: { readonly [typed: string]: string } = {
  clientIp: 'clientIP',
  clusterIp: 'clusterIP',
  datasetUuid: 'datasetUUID',
  diskUri: 'diskURI',
  downwardApi: 'downwardAPI',
  hostIp: 'hostIP',
  hostIpc: 'hostIPC',
  hostPid: 'hostPID',
  loadBalancerIp: 'loadBalancerIP',
  nonResourceUrLs: 'nonResourceURLs',
  pdId: 'pdID',
  scaleIo: 'scaleIO',
  setHostnameAsFqdn: 'setHostnameAsFQDN',
  storagePolicyId: 'storagePolicyID',
  targetWwNs: 'targetWWNs',
  volumeId: 'volumeID',
};

/**
 * Fields by type, each with what it holds: `[` is an array of, `{` an object whose keys are free, then a type of
 * this table, or s for a string, n for a number, b for a boolean, q for a quantity (a string or a number), * for
 * anything. A field with ! is required.
 */
export const API_TYPES: { readonly [type: string]: string } = {
  AWSElasticBlockStoreVolumeSource: 'fsType:s partition:n readOnly:b volumeID!:s',
  Affinity: 'nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity',
  AppArmorProfile: 'localhostProfile:s type!:s',
  AzureDiskVolumeSource: 'cachingMode:s diskName!:s diskURI!:s fsType:s kind:s readOnly:b',
  AzureFileVolumeSource: 'readOnly:b secretName!:s shareName!:s',
  CSIVolumeSource: 'driver!:s fsType:s nodePublishSecretRef:LocalObjectReference readOnly:b volumeAttributes:{s',
  Capabilities: 'add:[s drop:[s',
  CephFSVolumeSource: 'monitors!:[s path:s readOnly:b secretFile:s secretRef:LocalObjectReference user:s',
  CinderVolumeSource: 'fsType:s readOnly:b secretRef:LocalObjectReference volumeID!:s',
  ClaimSource: 'resourceClaimName:s resourceClaimTemplateName:s',
  ClientIPConfig: 'timeoutSeconds:n',
  ClusterTrustBundleProjection: 'labelSelector:LabelSelector name:s optional:b path!:s signerName:s user:n',
  ConfigMap: 'apiVersion:s binaryData:{s data:{s immutable:b kind:s metadata:ObjectMeta',
  ConfigMapEnvSource: 'name:s optional:b',
  ConfigMapKeySelector: 'key!:s name:s optional:b',
  ConfigMapProjection: 'items:[KeyToPath name:s optional:b',
  ConfigMapVolumeSource: 'defaultMode:n defaultUser:n items:[KeyToPath name:s optional:b',
  Container: `
    args:[s command:[s env:[EnvVar envFrom:[EnvFromSource image:s imagePullPolicy:s lifecycle:Lifecycle
    livenessProbe:Probe name!:s ports:[ContainerPort readinessProbe:Probe resizePolicy:[ContainerResizePolicy
    resources:ResourceRequirements restartPolicy:s restartPolicyRules:[ContainerRestartRule
    securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b terminationMessagePath:s
    terminationMessagePolicy:s tty:b volumeDevices:[VolumeDevice volumeMounts:[VolumeMount workingDir:s`,
  ContainerPort: 'containerPort!:n hostIP:s hostPort:n name:s protocol:s',
  ContainerResizePolicy: 'resourceName!:s restartPolicy!:s',
  ContainerResourceMetricSource: 'container!:s name!:s target!:MetricTarget',
  ContainerRestartRule: 'action!:s exitCodes:ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: 'operator!:s values:[n',
  CrossVersionObjectReference: 'apiVersion:s kind!:s name!:s',
  DownwardAPIProjection: 'items:[DownwardAPIVolumeFile',
  DownwardAPIVolumeFile: 'fieldRef:ObjectFieldSelector mode:n path!:s resourceFieldRef:ResourceFieldSelector user:n',
  DownwardAPIVolumeSource: 'defaultMode:n defaultUser:n items:[DownwardAPIVolumeFile',
  EmptyDirVolumeSource: 'medium:s mode:n sizeLimit:q',
  EnvFromSource: 'configMapRef:ConfigMapEnvSource prefix:s secretRef:SecretEnvSource',
  EnvVar: 'name!:s value:s valueFrom:EnvVarSource',
  EnvVarSource: `
    configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector fileKeyRef:FileKeySelector
    resourceFieldRef:ResourceFieldSelector secretKeyRef:SecretKeySelector`,
  EphemeralContainer: `
    args:[s command:[s env:[EnvVar envFrom:[EnvFromSource image:s imagePullPolicy:s lifecycle:Lifecycle
    livenessProbe:Probe name!:s ports:[ContainerPort readinessProbe:Probe resizePolicy:[ContainerResizePolicy
    resources:ResourceRequirements restartPolicy:s restartPolicyRules:[ContainerRestartRule
    securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b targetContainerName:s
    terminationMessagePath:s terminationMessagePolicy:s tty:b volumeDevices:[VolumeDevice volumeMounts:[VolumeMount
    workingDir:s`,
  EphemeralVolumeSource: 'volumeClaimTemplate:PersistentVolumeClaimTemplate',
  EvictionResponder: 'name!:s priority!:n',
  ExecAction: 'command:[s',
  ExternalMetricSource: 'metric!:MetricIdentifier target!:MetricTarget',
  FCVolumeSource: 'fsType:s lun:n readOnly:b targetWWNs:[s wwids:[s',
  FileKeySelector: 'key!:s optional:b path!:s volumeName!:s',
  FlexVolumeSource: 'driver!:s fsType:s options:{s readOnly:b secretRef:LocalObjectReference',
  FlockerVolumeSource: 'datasetName:s datasetUUID:s',
  GCEPersistentDiskVolumeSource: 'fsType:s partition:n pdName!:s readOnly:b',
  GRPCAction: 'mode:s port!:n service:s',
  GitRepoVolumeSource: 'directory:s repository!:s revision:s',
  GlusterfsVolumeSource: 'endpoints!:s path!:s readOnly:b',
  HPAScalingPolicy: 'periodSeconds!:n type!:s value!:n',
  HPAScalingRules: 'policies:[HPAScalingPolicy selectPolicy:s stabilizationWindowSeconds:n tolerance:q',
  HTTPGetAction: 'host:s httpHeaders:[HTTPHeader path:s port!:q protocol:s scheme:s',
  HTTPHeader: 'name!:s value!:s',
  HTTPIngressPath: 'backend!:IngressBackend path:s pathType!:s',
  HTTPIngressRuleValue: 'paths!:[HTTPIngressPath',
  HorizontalPodAutoscaler: 'apiVersion:s kind:s metadata:ObjectMeta spec:HorizontalPodAutoscalerSpec status:*',
  HorizontalPodAutoscalerBehavior: 'scaleDown:HPAScalingRules scaleUp:HPAScalingRules',
  HorizontalPodAutoscalerSpec: `
    behavior:HorizontalPodAutoscalerBehavior maxReplicas!:n metrics:[MetricSpec minReplicas:n
    scaleTargetRef!:CrossVersionObjectReference`,
  HostAlias: 'hostnames:[s ip:s',
  HostPathVolumeSource: 'path!:s type:s',
  IPBlock: 'cidr!:s except:[s',
  ISCSIVolumeSource: `
    chapAuthDiscovery:b chapAuthSession:b fsType:s initiatorName:s iqn!:s iscsiInterface:s lun!:n portals:[s
    readOnly:b secretRef:LocalObjectReference targetPortal!:s`,
  ImageVolumeSource: 'pullPolicy:s reference:s',
  Ingress: 'apiVersion:s kind:s metadata:ObjectMeta spec:IngressSpec status:*',
  IngressBackend: 'resource:TypedLocalObjectReference service:IngressServiceBackend',
  IngressRule: 'host:s http:HTTPIngressRuleValue',
  IngressServiceBackend: 'name!:s port:ServiceBackendPort',
  IngressSpec: 'defaultBackend:IngressBackend ingressClassName:s rules:[IngressRule tls:[IngressTLS',
  IngressTLS: 'hosts:[s secretName:s',
  KeyToPath: 'key!:s mode:n path!:s user:n',
  LabelSelector: 'matchExpressions:[LabelSelectorRequirement matchLabels:{s',
  LabelSelectorRequirement: 'key!:s operator!:s values:[s',
  Lifecycle: 'postStart:LifecycleHandler preStop:LifecycleHandler stopSignal:s',
  LifecycleHandler: 'exec:ExecAction httpGet:HTTPGetAction sleep:SleepAction tcpSocket:TCPSocketAction',
  LocalObjectReference: 'name:s',
  MetricIdentifier: 'name!:s selector:LabelSelector',
  MetricSpec: `
    containerResource:ContainerResourceMetricSource external:ExternalMetricSource object:ObjectMetricSource
    pods:PodsMetricSource resource:ResourceMetricSource type!:s`,
  MetricTarget: 'averageUtilization:n averageValue:q type!:s value:q',
  NFSVolumeSource: 'path!:s readOnly:b server!:s',
  NetworkPolicy: 'apiVersion:s kind:s metadata:ObjectMeta spec:NetworkPolicySpec status:*',
  NetworkPolicyEgressRule: 'ports:[NetworkPolicyPort to:[NetworkPolicyPeer',
  NetworkPolicyIngressRule: 'from:[NetworkPolicyPeer ports:[NetworkPolicyPort',
  NetworkPolicyPeer: 'ipBlock:IPBlock namespaceSelector:LabelSelector podSelector:LabelSelector',
  NetworkPolicyPort: 'endPort:n port:q protocol:s',
  NetworkPolicySpec: `
    egress:[NetworkPolicyEgressRule ingress:[NetworkPolicyIngressRule podSelector:LabelSelector policyTypes:[s`,
  NodeAffinity: `
    preferredDuringSchedulingIgnoredDuringExecution:[PreferredSchedulingTerm
    requiredDuringSchedulingIgnoredDuringExecution:NodeSelector`,
  NodeSelector: 'nodeSelectorTerms!:[NodeSelectorTerm',
  NodeSelectorRequirement: 'key!:s operator!:s values:[s',
  NodeSelectorTerm: 'matchExpressions:[NodeSelectorRequirement matchFields:[NodeSelectorRequirement',
  ObjectFieldSelector: 'apiVersion:s fieldPath!:s',
  ObjectMeta: `
    annotations:{s creationTimestamp:s deletionGracePeriodSeconds:n deletionTimestamp:s finalizers:[s generateName:s
    generation:n labels:{s managedFields:* name:s namespace:s ownerReferences:[OwnerReference resourceVersion:s
    selfLink:s uid:s`,
  ObjectMetricSource: 'describedObject!:CrossVersionObjectReference metric!:MetricIdentifier target!:MetricTarget',
  ObjectReference: 'apiVersion:s fieldPath:s kind:s name:s namespace:s resourceVersion:s uid:s',
  OwnerReference: 'apiVersion!:s blockOwnerDeletion:b controller:b kind!:s name!:s uid!:s',
  PersistentVolumeClaim: 'apiVersion:s kind:s metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:*',
  PersistentVolumeClaimSpec: `
    accessModes:[s dataSource:TypedLocalObjectReference dataSourceRef:TypedObjectReference
    resources:VolumeResourceRequirements selector:LabelSelector storageClassName:s volumeAttributesClassName:s
    volumeMode:s volumeName:s`,
  PersistentVolumeClaimTemplate: 'metadata:ObjectMeta spec!:PersistentVolumeClaimSpec',
  PersistentVolumeClaimVolumeSource: 'claimName!:s readOnly:b',
  PhotonPersistentDiskVolumeSource: 'fsType:s pdID!:s',
  PodAffinity: `
    preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm
    requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm`,
  PodAffinityTerm: `
    labelSelector:LabelSelector matchLabelKeys:[s mismatchLabelKeys:[s namespaceSelector:LabelSelector namespaces:[s
    topologyKey!:s`,
  PodAntiAffinity: `
    preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm
    requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm`,
  PodCertificateProjection: `
    certificateChainPath:s credentialBundlePath:s keyPath:s keyType!:s maxExpirationSeconds:n signerName!:s user:n
    userAnnotations:{s`,
  PodDNSConfig: 'nameservers:[s options:[PodDNSConfigOption searches:[s',
  PodDNSConfigOption: 'name:s value:s',
  PodDisruptionBudget: 'apiVersion:s kind:s metadata:ObjectMeta spec:PodDisruptionBudgetSpec status:*',
  PodDisruptionBudgetSpec: 'maxUnavailable:q minAvailable:q selector:LabelSelector unhealthyPodEvictionPolicy:s',
  PodOS: 'name!:s',
  PodReadinessGate: 'conditionType!:s',
  PodResourceClaim: 'name!:s resourceClaimName:s resourceClaimTemplateName:s source:ClaimSource',
  PodSchedulingGate: 'name!:s',
  PodSchedulingGroup: 'podGroupName:s',
  PodSecurityContext: `
    appArmorProfile:AppArmorProfile fsGroup:n fsGroupChangePolicy:s runAsGroup:n runAsNonRoot:b runAsUser:n
    seLinuxChangePolicy:s seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile supplementalGroups:[n
    supplementalGroupsPolicy:s sysctls:[Sysctl windowsOptions:WindowsSecurityContextOptions`,
  PodSpec: `
    activeDeadlineSeconds:n affinity:Affinity automountServiceAccountToken:b containers!:[Container
    dnsConfig:PodDNSConfig dnsPolicy:s enableServiceLinks:b ephemeralContainers:[EphemeralContainer
    evictionResponders:[EvictionResponder hostAliases:[HostAlias hostIPC:b hostNetwork:b hostPID:b hostUsers:b
    hostname:s hostnameOverride:s imagePullSecrets:[LocalObjectReference initContainers:[Container nodeName:s
    nodeSelector:{s os:PodOS overhead:{q preemptionPolicy:s priority:n priorityClassName:s
    readinessGates:[PodReadinessGate resourceClaims:[PodResourceClaim resources:ResourceRequirements restartPolicy:s
    runtimeClassName:s schedulerName:s schedulingGates:[PodSchedulingGate schedulingGroup:PodSchedulingGroup
    securityContext:PodSecurityContext serviceAccount:s serviceAccountName:s setHostnameAsFQDN:b
    shareProcessNamespace:b subdomain:s terminationGracePeriodSeconds:n tolerations:[Toleration
    topologySpreadConstraints:[TopologySpreadConstraint volumes:[Volume workloadRef:WorkloadReference`,
  PodTemplateSpec: 'metadata:ObjectMeta spec:PodSpec',
  PodsMetricSource: 'metric!:MetricIdentifier target!:MetricTarget',
  PolicyRule: 'apiGroups:[s nonResourceURLs:[s resourceNames:[s resources:[s verbs!:[s',
  PortworxVolumeSource: 'fsType:s readOnly:b volumeID!:s',
  PreferredSchedulingTerm: 'preference!:NodeSelectorTerm weight!:n',
  Probe: `
    exec:ExecAction failureThreshold:n grpc:GRPCAction httpGet:HTTPGetAction initialDelaySeconds:n periodSeconds:n
    successThreshold:n tcpSocket:TCPSocketAction terminationGracePeriodSeconds:n timeoutSeconds:n`,
  ProjectedVolumeSource: 'defaultMode:n defaultUser:n sources:[VolumeProjection',
  QuobyteVolumeSource: 'group:s readOnly:b registry!:s tenant:s user:s volume!:s',
  RBDVolumeSource: 'fsType:s image!:s keyring:s monitors!:[s pool:s readOnly:b secretRef:LocalObjectReference user:s',
  ResourceClaim: 'name!:s request:s',
  ResourceFieldSelector: 'containerName:s divisor:q resource!:s',
  ResourceMetricSource: 'name!:s target!:MetricTarget',
  ResourceRequirements: 'claims:[ResourceClaim limits:{q requests:{q',
  Role: 'apiVersion:s kind:s metadata:ObjectMeta rules:[PolicyRule',
  RoleBinding: 'apiVersion:s kind:s metadata:ObjectMeta roleRef!:RoleRef subjects:[Subject',
  RoleRef: 'apiGroup:s kind!:s name!:s',
  RollingUpdateStatefulSetStrategy: 'maxUnavailable:q partition:n',
  SELinuxOptions: 'level:s role:s type:s user:s',
  ScaleIOVolumeSource: `
    fsType:s gateway!:s protectionDomain:s readOnly:b secretRef!:LocalObjectReference sslEnabled:b storageMode:s
    storagePool:s system!:s volumeName:s`,
  SeccompProfile: 'localhostProfile:s type!:s',
  SecretEnvSource: 'name:s optional:b',
  SecretKeySelector: 'key!:s name:s optional:b',
  SecretProjection: 'items:[KeyToPath name:s optional:b',
  SecretVolumeSource: 'defaultMode:n defaultUser:n items:[KeyToPath optional:b secretName:s',
  SecurityContext: `
    allowPrivilegeEscalation:b appArmorProfile:AppArmorProfile capabilities:Capabilities privileged:b procMount:s
    readOnlyRootFilesystem:b runAsGroup:n runAsNonRoot:b runAsUser:n seLinuxOptions:SELinuxOptions
    seccompProfile:SeccompProfile windowsOptions:WindowsSecurityContextOptions`,
  Service: 'apiVersion:s kind:s metadata:ObjectMeta spec:ServiceSpec status:*',
  ServiceAccount: `
    apiVersion:s automountServiceAccountToken:b imagePullSecrets:[LocalObjectReference kind:s metadata:ObjectMeta
    secrets:[ObjectReference`,
  ServiceAccountTokenProjection: 'audience:s expirationSeconds:n path!:s user:n',
  ServiceBackendPort: 'name:s number:n',
  ServicePort: 'appProtocol:s name:s nodePort:n port!:n protocol:s targetPort:q',
  ServiceSpec: `
    allocateLoadBalancerNodePorts:b clusterIP:s clusterIPs:[s externalIPs:[s externalName:s externalTrafficPolicy:s
    healthCheckNodePort:n internalTrafficPolicy:s ipFamilies:[s ipFamilyPolicy:s loadBalancerClass:s
    loadBalancerIP:s loadBalancerSourceRanges:[s ports:[ServicePort publishNotReadyAddresses:b selector:{s
    sessionAffinity:s sessionAffinityConfig:SessionAffinityConfig trafficDistribution:s type:s`,
  SessionAffinityConfig: 'clientIP:ClientIPConfig',
  SleepAction: 'seconds!:n',
  StatefulSet: 'apiVersion:s kind:s metadata:ObjectMeta spec:StatefulSetSpec status:*',
  StatefulSetOrdinals: 'start:n',
  StatefulSetPersistentVolumeClaimRetentionPolicy: 'whenDeleted:s whenScaled:s',
  StatefulSetSpec: `
    minReadySeconds:n ordinals:StatefulSetOrdinals
    persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy:s
    replicas:n revisionHistoryLimit:n selector!:LabelSelector serviceName:s template!:PodTemplateSpec
    updateStrategy:StatefulSetUpdateStrategy volumeClaimTemplates:[PersistentVolumeClaim`,
  StatefulSetUpdateStrategy: 'rollingUpdate:RollingUpdateStatefulSetStrategy type:s',
  StorageOSVolumeSource: 'fsType:s readOnly:b secretRef:LocalObjectReference volumeName:s volumeNamespace:s',
  Subject: 'apiGroup:s kind!:s name!:s namespace:s',
  Sysctl: 'name!:s value!:s',
  TCPSocketAction: 'host:s port!:q',
  Toleration: 'effect:s key:s operator:s tolerationSeconds:n value:s',
  TopologySpreadConstraint: `
    labelSelector:LabelSelector matchLabelKeys:[s maxSkew!:n minDomains:n nodeAffinityPolicy:s nodeTaintsPolicy:s
    topologyKey!:s whenUnsatisfiable!:s`,
  TypedLocalObjectReference: 'apiGroup:s kind!:s name!:s',
  TypedObjectReference: 'apiGroup:s kind!:s name!:s namespace:s',
  Volume: `
    awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:AzureDiskVolumeSource
    azureFile:AzureFileVolumeSource cephfs:CephFSVolumeSource cinder:CinderVolumeSource
    configMap:ConfigMapVolumeSource csi:CSIVolumeSource downwardAPI:DownwardAPIVolumeSource
    emptyDir:EmptyDirVolumeSource ephemeral:EphemeralVolumeSource fc:FCVolumeSource flexVolume:FlexVolumeSource
    flocker:FlockerVolumeSource gcePersistentDisk:GCEPersistentDiskVolumeSource gitRepo:GitRepoVolumeSource
    glusterfs:GlusterfsVolumeSource hostPath:HostPathVolumeSource image:ImageVolumeSource iscsi:ISCSIVolumeSource
    name!:s nfs:NFSVolumeSource persistentVolumeClaim:PersistentVolumeClaimVolumeSource
    photonPersistentDisk:PhotonPersistentDiskVolumeSource portworxVolume:PortworxVolumeSource
    projected:ProjectedVolumeSource quobyte:QuobyteVolumeSource rbd:RBDVolumeSource scaleIO:ScaleIOVolumeSource
    secret:SecretVolumeSource storageos:StorageOSVolumeSource vsphereVolume:VsphereVirtualDiskVolumeSource`,
  VolumeDevice: 'devicePath!:s name!:s',
  VolumeMount: `
    bindMountOptions:[s mountPath!:s mountPropagation:s name!:s readOnly:b recursiveReadOnly:s subPath:s
    subPathExpr:s`,
  VolumeProjection: `
    clusterTrustBundle:ClusterTrustBundleProjection configMap:ConfigMapProjection downwardAPI:DownwardAPIProjection
    podCertificate:PodCertificateProjection secret:SecretProjection
    serviceAccountToken:ServiceAccountTokenProjection`,
  VolumeResourceRequirements: 'claims:[ResourceClaim limits:{q requests:{q',
  VsphereVirtualDiskVolumeSource: 'fsType:s storagePolicyID:s storagePolicyName:s volumePath!:s',
  WeightedPodAffinityTerm: 'podAffinityTerm!:PodAffinityTerm weight!:n',
  WindowsSecurityContextOptions: 'gmsaCredentialSpec:s gmsaCredentialSpecName:s hostProcess:b runAsUserName:s',
  WorkloadReference: 'name!:s podGroup!:s podGroupReplicaKey:s',
};
