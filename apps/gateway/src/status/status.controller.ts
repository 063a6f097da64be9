import { Public } from '@abonde/platform';
import { Controller, Get } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ServiceStatusDto, StatusDto } from './status.dto';
import { Status } from './status.service';

@ApiTags('health')
@ApiExtraModels(ServiceStatusDto)
@Controller('api/health')
export class StatusController {
  constructor(private readonly status: Status) {}

  /** No figure of the association is in it: it can be watched without signing in. */
  @Get()
  @Public()
  @ApiOkResponse({ type: StatusDto })
  all(): Promise<StatusDto> {
    return this.status.all();
  }
}
