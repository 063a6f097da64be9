import { bootstrap } from '@abonde/platform';
import { AppModule } from './app.module';

void bootstrap({ service: 'contributions', module: AppModule });
