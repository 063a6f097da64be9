import { notSupported } from '@abonde/platform';
import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

/** Part of the contract, not offered by this installation. */
@ApiTags('missions')
@Controller('missions')
export class MissionsController {
  @Get()
  list(): never {
    return notSupported('Follow-up missions');
  }

  @Post()
  report(): never {
    return notSupported('Follow-up missions');
  }
}
