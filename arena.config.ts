// The server definition that Colyseus' own tools and @colyseus/testing load.

import { createApp } from './src/app.ts';
import { loadConfig } from './src/config.ts';
import { openLog } from './src/log.ts';

const config = loadConfig();
export default createApp(config, openLog(config));
