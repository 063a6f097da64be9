import { bootstrap } from '@abonde/platform';
import { AppModule } from './app.module';

void bootstrap({ service: 'treasury', module: AppModule });
