import { synth } from '../../fixtures/mysql';

const making = (image: string, allowUnsupportedImage?: boolean) => () => synth({ image, allowUnsupportedImage });
const refused = (image: string) => `'image' of ReplicatedMySQL 'test/MySQL' must be the official image of MySQL 8.0.37 or newer, for example 'mysql:9.7', got '${image}': `;
const DIGEST = `sha256:${'a'.repeat(64)}`;

test.each([
  ['mysql:5.7', 'MySQL 5 has neither CLONE'], ['mysql:5.7.44-debian', 'MySQL 5'], ['mysql:5', 'MySQL 5'],
  ['mysql:8.0.30', '8.0.30 lacks'], ['docker.io/library/mysql:8.0.36-oracle', '8.0.36 lacks'], ['registry.example:5000/mysql:8.0.3', '8.0.3 lacks'],
  ['container-registry.oracle.com/mysql/community-server:5.7.40', 'MySQL 5'], ['mysql/mysql-server:8.0.23-1.1.19', '8.0.23 lacks'],
  ['mariadb:11', 'MariaDB has other GTIDs'], ['registry.example/mariadb/server:10.6', 'MariaDB'], ['mariadb-galera:10', 'MariaDB'],
  ['percona:8.0', 'its image has other paths'], ['percona/percona-server:8.4', 'its image'], ['docker.io/percona/percona-xtradb-cluster:8.0', 'its image'],
  ['bitnami/mysql:9.4', 'its image has other paths'], ['docker.io/bitnamilegacy/mysql:8.4.5', 'its image has other paths'],
])('%s is refused', (image, why) => {
  expect(making(image)).toThrow(`${refused(image)}${why}`);
  expect(making(image)).toThrow('. If you know better, set allowUnsupportedImage: true');
  expect(making(image, true)).not.toThrow();
});

test('a tag counts beside a digest', () => expect(making(`mysql:5.7@${DIGEST}`)).toThrow('MySQL 5 has neither CLONE'));

test.each([
  'mysql', 'mysql:latest', 'mysql:lts', 'mysql:8', 'mysql:8.0', 'mysql:8.0.37', 'mysql:8.0.40-debian', 'mysql:8.4', 'mysql:9.7.1', 'mysql:26.7', `mysql@${DIGEST}`,
  'registry.example:5000/mysql', 'registry.example/shop/db:5.7', 'registry.example/mysql:v2', 'public.ecr.aws/docker/library/mysql:9.7', 'mysql:${TAG}', '${IMAGE}',
])('%s is accepted', (image) => expect(making(image)).not.toThrow());
