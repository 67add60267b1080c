// Pictures in Markdown are what Diagram makes of the charts in apps/. usage: node scripts/pictures.mjs [--update]
import { keepMarked, require } from './marked.mjs';

const { App } = require('cdk8s');
const { Diagram } = require('./lib/index.ts');

keepMarked('picture', (charts, name) => `\`\`\`mermaid\n${Diagram.mermaidOf(new charts[name](new App(), 'chart'))}\`\`\`\n`);
