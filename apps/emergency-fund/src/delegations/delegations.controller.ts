import { Allow, Cmd, type Command, UnitOfWork } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { DelegationDto, GrantDelegationDto } from './delegations.dto';
import { DelegationsService } from './delegations.service';

@ApiTags('delegations')
@Controller('delegations')
export class DelegationsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly delegations: DelegationsService,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @ApiOkResponse({ type: [DelegationDto] })
  list(): Promise<DelegationDto[]> {
    return this.delegations.all(this.dataSource.manager);
  }

  @Post()
  @Allow('administrator')
  @ApiCreatedResponse({ type: DelegationDto })
  grant(@Body() body: GrantDelegationDto, @Cmd() command: Command): Promise<DelegationDto> {
    return this.work.run(command, (tx) => this.delegations.grant(tx, body, command.actor));
  }

  @Post(':id/end')
  @HttpCode(200)
  @Allow('administrator')
  @ApiOkResponse({ type: DelegationDto })
  end(@Param('id') id: string, @Cmd() command: Command): Promise<DelegationDto> {
    return this.work.run(command, (tx) => this.delegations.end(tx, id, command.actor));
  }
}
