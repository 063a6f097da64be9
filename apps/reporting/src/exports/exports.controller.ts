import { notSupported } from '@abonde/platform';
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

/** Calls of the contract that this installation does not offer yet: they say so instead of answering 404. */
@ApiTags('exports')
@Controller()
export class ExportsController {
  @Get('dedicated-funds')
  dedicatedFunds(): never {
    return notSupported('The table of dedicated funds');
  }

  @Get('exports/fec')
  fec(): never {
    return notSupported('The FEC export');
  }

  @Get('exports/iati/activities.xml')
  activities(): never {
    return notSupported('The IATI activities file');
  }

  @Get('exports/iati/organisation.xml')
  organisation(): never {
    return notSupported('The IATI organisation file');
  }
}
