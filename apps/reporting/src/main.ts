import { bootstrap } from '@abonde/platform';
import { AppModule } from './app.module';

void bootstrap({ service: 'reporting', module: AppModule });
