import { Allow, Cmd, type Command, UnitOfWork } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { ChargePolicyDto, ChargesDto, SetChargePolicyDto } from './charges.dto';
import { ChargesService } from './charges.service';

@ApiTags('charges')
@Controller('charge-policies')
export class ChargesController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly charges: ChargesService,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @ApiOkResponse({ type: ChargesDto })
  all(): Promise<ChargesDto> {
    return this.charges.all(this.dataSource.manager);
  }

  @Post()
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: ChargePolicyDto })
  set(@Body() body: SetChargePolicyDto, @Cmd() command: Command): Promise<ChargePolicyDto> {
    return this.work.run(command, (tx) => this.charges.set(tx, body, command.actor));
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: ChargePolicyDto })
  confirm(@Param('id') id: string, @Cmd() command: Command): Promise<ChargePolicyDto> {
    return this.work.run(command, (tx) => this.charges.confirm(tx, id, command.actor));
  }
}
