import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { EnvValue, ReplicatedMySQL, StatefulWebApp } from '../lib';

/** An application and its MySQL cluster in one chart. Only the application can connect to MySQL. */
export class ShopChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });
    const mysql = new ReplicatedMySQL(this, 'MySQL', {
      name: 'shop-db',
      rootPassword: { secret: 'shop-db', key: 'root-password' },
      database: 'shop',
      user: 'shop',
      userPassword: { secret: 'shop-db', key: 'password' },
    });
    const web = new StatefulWebApp(this, 'Web', {
      name: 'shop',
      image: 'nginxinc/nginx-unprivileged:1.27',
      emptyDirs: ['/tmp'],
      clusterIpService: true,
      env: {
        DATABASE_HOST: EnvValue.fromValue(mysql.primaryHost),
        DATABASE_READ_HOST: EnvValue.fromValue(mysql.readHost),
        DATABASE_PORT: EnvValue.fromValue(String(mysql.port)),
        DATABASE_PASSWORD: EnvValue.fromSecret('shop-db', 'password'),
      },
    });
    mysql.allow(web);
  }
}
