import { bootstrap } from '@abonde/platform';
import { gatewayOptions } from './gateway.options';

void bootstrap(() => gatewayOptions(process.env));
