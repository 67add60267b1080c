import io.github.cdk8sstateful.*;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.Duration;
import org.cdk8s.Size;
import org.cdk8s.plus27.k8s.Affinity;
import org.cdk8s.plus27.k8s.NodeAffinity;
import org.cdk8s.plus27.k8s.NodeSelector;
import org.cdk8s.plus27.k8s.NodeSelectorRequirement;
import org.cdk8s.plus27.k8s.NodeSelectorTerm;
import org.cdk8s.plus27.k8s.Toleration;

/** The same app as main.ts. */
public class Main {
    public static void main(String[] arguments) {
        App app = new App();
        ReplicatedMySQL mysql = database(Chart.Builder.create(app, "database").namespace("shop").labels(Map.of("team", "shop")).build());
        mysql.allow(front(Chart.Builder.create(app, "front").namespace("shop").build(), mysql));
        app.synth();
    }

    static ReplicatedMySQL database(Chart chart) {
        return ReplicatedMySQL.Builder.create(chart, "MySQL")
            .name("shop-db")
            .replicas(5)
            .durability(Durability.LOSSLESS)
            .memory(Size.gibibytes(4))
            .storage(Size.gibibytes(20))
            .claimsWhenDeleted(ClaimRetention.DELETE)
            .claimAnnotations(Map.of("note", "ä → 值"))
            .maxLag(Duration.minutes(1))
            .rootPassword(secret("shop-db", "root-password"))
            .databases(List.of("orders", "stock"))
            .users(List.of(
                DatabaseUser.builder()
                    .name("reports")
                    .password(secret("reports", "password"))
                    .grants(ordered(Map.of("orders", List.of("SELECT", "SHOW VIEW"), "stock", List.of("ALL"))))
                    .requireTls(true)
                    .build(),
                DatabaseUser.builder().name("audit").password(secret("audit", "password")).privileges(List.of("SELECT")).build()))
            .tls(TlsOptions.builder().secret("shop-db-tls").hosts(List.of("db.example.com")).build())
            .settings(ordered(Map.of("event-scheduler", "ON", "max_connections", "500")))
            .primaryServiceOptions(ServiceOptions.builder()
                .type("LoadBalancer")
                .annotations(Map.of("example.com/internal", "true"))
                .loadBalancerSourceRanges(List.of("10.0.0.0/8"))
                .build())
            .networkPolicy(true)
            .clients(List.of(NetworkClient.cidr("10.0.0.0/8", List.of("10.1.0.0/16"))))
            .spread(false)
            .affinity(withoutGpu())
            .tolerations(List.of(Toleration.builder().key("dedicated").operator("Exists").build()))
            .build();
    }

    static StatefulWebApp front(Chart chart, ReplicatedMySQL mysql) {
        ConfigMap config = ConfigMap.Builder.create(chart, "Config")
            .name("shop-config")
            .data(Map.of("shop.conf", "theme: dark\ncurrency: \"€\"\n"))
            .build();
        return StatefulWebApp.Builder.create(chart, "Web")
            .name("shop")
            .image("registry.example/shop:1.4")
            .port(8080)
            .extraPorts(List.of(ContainerPort.builder().name("metrics").port(9090).build()))
            .env(ordered(Map.of(
                "DATABASE_HOST", EnvValue.fromValue(mysql.getPrimaryHost()),
                "DATABASE_PASSWORD", EnvValue.fromSecret("shop-db", "password"),
                "DATABASE_REPLICA", EnvValue.fromValue(mysql.hostOf(1)),
                "POD", EnvValue.fromField("metadata.name"))))
            .readinessProbe(Probe.http("/ready", ProbeOptions.builder().periodSeconds(5).build()))
            .livenessProbe(Probe.tcp(ProbeOptions.builder().failureThreshold(6).build()))
            .preStop(List.of("sleep", "5"))
            .memoryLimit(Size.mebibytes(256))
            .storage(Size.gibibytes(10))
            .mountPath("/data")
            .volumes(List.of(AppVolume.builder()
                .name("log").size(Size.gibibytes(1)).mountPath("/log").labels(Map.of("backup", "never")).build()))
            .extraVolumes(List.of(ExtraVolume.builder()
                .name("config")
                .source(VolumeSource.configMap("shop-config",
                    FilesOptions.builder().items(Map.of("shop.conf", "main.conf")).defaultMode(0440).build()))
                .mountPath("/etc/shop")
                .readOnly(true)
                .build()))
            .restartOn(List.of(config))
            .updateStrategy(UpdateStrategy.partition(1))
            .autoscale(AutoscaleOptions.builder()
                .minReplicas(2).maxReplicas(6).cpuUtilization(70).memoryAverage(Size.mebibytes(200)).build())
            .clusterIpService(true)
            .ingress(IngressOptions.builder()
                .host("shop.example.com").tlsSecret("shop-tls").annotations(Map.of("example.com/timeout", "30")).build())
            .disruptionBudget(false)
            .clients(List.of(
                NetworkClient.namespace("ingress-nginx"),
                NetworkClient.podsOf("monitoring", Map.of("app", "prometheus"))))
            .destinations(List.of(NetworkDestination.cidr("203.0.113.0/24", 443)))
            .build();
    }

    /** Map.of has another order in each run, so settings, grants and variables would have it too. */
    static <T> Map<String, T> ordered(Map<String, T> map) {
        return new TreeMap<>(map);
    }

    static SecretKey secret(String secret, String key) {
        return SecretKey.builder().secret(secret).key(key).build();
    }

    static Affinity withoutGpu() {
        NodeSelectorRequirement requirement = NodeSelectorRequirement.builder().key("gpu").operator("DoesNotExist").build();
        NodeSelectorTerm term = NodeSelectorTerm.builder().matchExpressions(List.of(requirement)).build();
        NodeSelector nodes = NodeSelector.builder().nodeSelectorTerms(List.of(term)).build();
        NodeAffinity affinity = NodeAffinity.builder().requiredDuringSchedulingIgnoredDuringExecution(nodes).build();
        return Affinity.builder().nodeAffinity(affinity).build();
    }
}
