import { Controller, Get, Headers } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IntegrityDto } from './integrity.dto';
import { type Integrity, IntegrityChecks } from './integrity.service';

@ApiTags('integrity')
@Controller()
export class IntegrityController {
  constructor(private readonly checks: IntegrityChecks) {}

  /** Books, clearing, conservation, invariants, shortfalls, dead letters, lag. */
  @Get('integrity')
  @ApiOkResponse({ type: IntegrityDto })
  check(@Headers('authorization') authorization = ''): Promise<Integrity> {
    return this.checks.check(authorization);
  }
}
