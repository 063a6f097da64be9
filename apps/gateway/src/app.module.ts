import { MessagingModule } from '@abonde/messaging';
import { PlatformModule } from '@abonde/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { ClockController } from './clock/clock.controller';
import { DemonstrationClock } from './clock/clock.service';
import { ContractController } from './documentation/contract.controller';
import { MergedContract } from './documentation/contract.service';
import { GATEWAY, type GatewaySettings } from './gateway-settings';
import { Gateway1760000000001 } from './migrations/1760000000001-gateway';
import { DemonstrationProvider } from './provider/demonstration-provider.service';
import { ProviderRecords } from './provider/provider-records.service';
import { findSecrets, SECRETS } from './secrets.service';
import { MeController } from './sign-in/me.controller';
import { RelyingParty } from './sign-in/relying-party.service';
import { Sessions } from './sign-in/sessions.service';
import { SignInController } from './sign-in/sign-in.controller';
import { StatusController } from './status/status.controller';
import { Status } from './status/status.service';

@Module({})
export class AppModule {
  static forRoot(settings: GatewaySettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot({ service: 'gateway', migrations: [Gateway1760000000001], documents: false }),
        MessagingModule.forRoot({ service: 'gateway' }),
      ],
      controllers: [SignInController, MeController, ClockController, StatusController, ContractController],
      providers: [
        { provide: GATEWAY, useValue: settings },
        { provide: SECRETS, useFactory: () => findSecrets(settings) },
        DemonstrationProvider,
        ProviderRecords,
        RelyingParty,
        Sessions,
        DemonstrationClock,
        Status,
        MergedContract,
      ],
    };
  }
}
