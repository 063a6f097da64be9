import { notSupported } from '@abonde/platform';
import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

/** Part of the contract, not offered by this installation. */
@ApiTags('programmes')
@Controller('programmes')
export class ProgrammesController {
  @Get()
  list(): never {
    return notSupported('Governance programmes');
  }

  @Post()
  register(): never {
    return notSupported('Governance programmes');
  }

  @Post(':id/approve')
  approve(): never {
    return notSupported('Governance programmes');
  }
}
