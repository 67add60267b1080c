import { App } from 'cdk8s';
import { Web } from './seeds/web';
import { SafeWebChart } from './web-chart';

const app = new App();
new Web(app, 'web');
new Web(app, 'web-parallel', { parallel: true });
new SafeWebChart(app, 'safe-web');
app.synth();
