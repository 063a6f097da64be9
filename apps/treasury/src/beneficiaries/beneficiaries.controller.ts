import { Allow, ApiPage, Cmd, type Command, type Page } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { BankDetailsDto, BeneficiaryDto, RegisterBeneficiaryDto } from './beneficiaries.dto';
import { BeneficiariesService } from './beneficiaries.service';

@ApiTags('beneficiaries')
@Controller('beneficiaries')
export class BeneficiariesController {
  constructor(private readonly beneficiaries: BeneficiariesService) {}

  @Get()
  @Allow('finance-officer', 'finance-controller', 'secretariat', 'auditor')
  @ApiPage(BeneficiaryDto)
  list(): Promise<Page<BeneficiaryDto>> {
    return this.beneficiaries.list();
  }

  @Get(':id')
  @Allow('finance-officer', 'finance-controller', 'secretariat', 'auditor')
  @ApiOkResponse({ type: BeneficiaryDto })
  get(@Param('id') id: string): Promise<BeneficiaryDto> {
    return this.beneficiaries.get(id);
  }

  @Post()
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: BeneficiaryDto })
  register(@Cmd() command: Command, @Body() request: RegisterBeneficiaryDto): Promise<BeneficiaryDto> {
    return this.beneficiaries.register(command, request);
  }

  @Post(':id/bank-details')
  @HttpCode(200)
  @Allow('finance-officer')
  @ApiOkResponse({ type: BeneficiaryDto })
  changeDetails(
    @Cmd() command: Command,
    @Param('id') id: string,
    @Body() request: BankDetailsDto,
  ): Promise<BeneficiaryDto> {
    return this.beneficiaries.changeDetails(command, id, request);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: BeneficiaryDto })
  confirm(@Cmd() command: Command, @Param('id') id: string): Promise<BeneficiaryDto> {
    return this.beneficiaries.confirm(command, id);
  }
}
