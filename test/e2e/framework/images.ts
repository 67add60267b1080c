/** Images are parameters: any MySQL of 8.0.37 or newer, any two images of nginx with curl. */
export const IMAGES = {
  mysql: process.env.E2E_IMAGE_MYSQL ?? 'mysql:9.7',
  nginxA: process.env.E2E_IMAGE_A ?? 'registry.k8s.io/nginx-slim:0.24',
  nginxB: process.env.E2E_IMAGE_B ?? 'registry.k8s.io/nginx-slim:0.21',
  busybox: process.env.E2E_IMAGE_BUSYBOX ?? 'busybox:1.28',
};
