// Runs test/**/*.bats.
import { exec, filesOf } from './tools.mjs';

const files = filesOf('test').filter((file) => file.endsWith('.bats'));
if (!files.length) console.log('note: there is no .bats file yet');
else console.log(exec('node_modules/bats/bin/bats', files));
