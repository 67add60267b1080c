/** Images can be replaced: by any MySQL from 8.0.37 on, and by any nginx that has curl. */
export const IMAGES = {
  mysql: process.env.E2E_IMAGE_MYSQL ?? 'mysql:9.7',
  nginxA: process.env.E2E_IMAGE_A ?? 'registry.k8s.io/nginx-slim:0.24',
  nginxB: process.env.E2E_IMAGE_B ?? 'registry.k8s.io/nginx-slim:0.21',
  busybox: process.env.E2E_IMAGE_BUSYBOX ?? 'busybox:1.28',
  /** Listens on 8080 as any user. */
  unprivilegedNginx: process.env.E2E_IMAGE_WEB ?? 'nginxinc/nginx-unprivileged:1.27',
};
