"""The same app as main.ts."""
from cdk8s import App, Chart, Duration, Size
from cdk8s_plus_27 import k8s
from cdk8s_stateful import (
    AppVolume, AutoscaleOptions, ClaimRetention, ConfigMap, ContainerPort, DatabaseUser, Durability, EnvValue, ExtraVolume,
    IngressOptions, NetworkClient, NetworkDestination, Probe, ReplicatedMySQL, SecretKey, ServiceOptions, StatefulWebApp,
    TlsOptions, UpdateStrategy, VolumeSource,
)

app = App()

database = Chart(app, "database", namespace="shop", labels={"team": "shop"})
mysql = ReplicatedMySQL(
    database, "MySQL",
    name="shop-db",
    replicas=5,
    durability=Durability.LOSSLESS,
    memory=Size.gibibytes(4),
    storage=Size.gibibytes(20),
    claims_when_deleted=ClaimRetention.DELETE,
    claim_annotations={"note": "ä → 值"},
    max_lag=Duration.minutes(1),
    root_password=SecretKey(secret="shop-db", key="root-password"),
    databases=["orders", "stock"],
    users=[
        DatabaseUser(
            name="reports",
            password=SecretKey(secret="reports", key="password"),
            grants={"orders": ["SELECT", "SHOW VIEW"], "stock": ["ALL"]},
            require_tls=True,
        ),
        DatabaseUser(name="audit", password=SecretKey(secret="audit", key="password"), privileges=["SELECT"]),
    ],
    tls=TlsOptions(secret="shop-db-tls", hosts=["db.example.com"]),
    settings={"event-scheduler": "ON", "max_connections": "500"},
    primary_service_options=ServiceOptions(
        type="LoadBalancer", annotations={"example.com/internal": "true"}, load_balancer_source_ranges=["10.0.0.0/8"],
    ),
    network_policy=True,
    clients=[NetworkClient.cidr("10.0.0.0/8", ["10.1.0.0/16"])],
    spread=False,
    affinity=k8s.Affinity(
        node_affinity=k8s.NodeAffinity(
            required_during_scheduling_ignored_during_execution=k8s.NodeSelector(
                node_selector_terms=[
                    k8s.NodeSelectorTerm(
                        match_expressions=[k8s.NodeSelectorRequirement(key="gpu", operator="DoesNotExist")],
                    ),
                ],
            ),
        ),
    ),
    tolerations=[k8s.Toleration(key="dedicated", operator="Exists")],
)

front = Chart(app, "front", namespace="shop")
config = ConfigMap(front, "Config", name="shop-config", data={"shop.conf": 'theme: dark\ncurrency: "€"\n'})
web = StatefulWebApp(
    front, "Web",
    name="shop",
    image="registry.example/shop:1.4",
    port=8080,
    extra_ports=[ContainerPort(name="metrics", port=9090)],
    env={
        "DATABASE_HOST": EnvValue.from_value(mysql.primary_host),
        "DATABASE_PASSWORD": EnvValue.from_secret("shop-db", "password"),
        "DATABASE_REPLICA": EnvValue.from_value(mysql.host_of(1)),
        "POD": EnvValue.from_field("metadata.name"),
    },
    readiness_probe=Probe.http("/ready", period_seconds=5),
    liveness_probe=Probe.tcp(failure_threshold=6),
    pre_stop=["sleep", "5"],
    memory_limit=Size.mebibytes(256),
    storage=Size.gibibytes(10),
    mount_path="/data",
    volumes=[AppVolume(name="log", size=Size.gibibytes(1), mount_path="/log", labels={"backup": "never"})],
    extra_volumes=[
        ExtraVolume(
            name="config",
            source=VolumeSource.config_map("shop-config", items={"shop.conf": "main.conf"}, default_mode=0o440),
            mount_path="/etc/shop",
            read_only=True,
        ),
    ],
    restart_on=[config],
    update_strategy=UpdateStrategy.partition(1),
    autoscale=AutoscaleOptions(
        min_replicas=2, max_replicas=6, cpu_utilization=70, memory_average=Size.mebibytes(200),
    ),
    cluster_ip_service=True,
    ingress=IngressOptions(
        host="shop.example.com", tls_secret="shop-tls", annotations={"example.com/timeout": "30"},
    ),
    disruption_budget=False,
    clients=[
        NetworkClient.namespace("ingress-nginx"),
        NetworkClient.pods_of("monitoring", {"app": "prometheus"}),
    ],
    destinations=[NetworkDestination.cidr("203.0.113.0/24", 443)],
)
mysql.allow(web)

app.synth()
