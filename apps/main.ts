import { App } from 'cdk8s';
import { CatalogChart } from './catalog-chart';
import { MySQLChart } from './mysql-chart';
import { Web } from './seeds/web';
import { ShopChart } from './shop-chart';
import { JAPANESE, KOREAN, TutorialMySQLChart } from './tutorial-mysql-chart';
import { SafeWebChart } from './web-chart';

const app = new App();
new MySQLChart(app, 'mysql');
new TutorialMySQLChart(app, 'tutorial-mysql-ja', JAPANESE);
new TutorialMySQLChart(app, 'tutorial-mysql-ko', KOREAN);
new CatalogChart(app, 'catalog', { ephemeral: true });
new ShopChart(app, 'shop');
new SafeWebChart(app, 'safe-web');
new Web(app, 'web');
new Web(app, 'web-parallel', { parallel: true });
app.synth();
