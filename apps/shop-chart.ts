import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { EnvValue, ReplicatedMySQL, StatefulWebApp } from '../lib';

/** An application with its database in one chart: the database says where it is, the application takes that as its environment, and only the application reaches it. */
export class ShopChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });
    const userPassword = { secret: 'shop-db', key: 'password' };
    const mysql = new ReplicatedMySQL(this, 'MySQL', {
      name: 'shop-db',
      rootPassword: { secret: 'shop-db', key: 'root-password' },
      database: 'shop',
      user: 'shop',
      userPassword,
    });
    const web = new StatefulWebApp(this, 'Web', {
      name: 'shop',
      image: 'nginxinc/nginx-unprivileged:1.27',
      scratch: ['/tmp'],
      balanced: true,
      env: {
        DATABASE_HOST: EnvValue.fromValue(mysql.primaryHost),
        DATABASE_READ_HOST: EnvValue.fromValue(mysql.readHost),
        DATABASE_PORT: EnvValue.fromValue(String(mysql.port)),
        DATABASE_PASSWORD: EnvValue.fromSecret(userPassword.secret, userPassword.key),
      },
    });
    mysql.allow(web);
  }
}
