import { Allow, ApiPage, Cmd, type Command, IfMatch, type Page } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  BankDetailsDto,
  BeneficiaryDto,
  ChangeDto,
  ChangeReasonDto,
  RegisterBeneficiaryDto,
} from './beneficiaries.dto';
import { BeneficiariesService } from './beneficiaries.service';

/** Bank details are read by finance, by whoever co-signs payments and by the auditor, and by nobody else. */
@ApiTags('beneficiaries')
@Controller('beneficiaries')
@Allow('finance-officer', 'finance-controller', 'secretariat', 'auditor')
export class BeneficiariesController {
  constructor(private readonly beneficiaries: BeneficiariesService) {}

  @Get()
  @ApiPage(BeneficiaryDto)
  list(): Promise<Page<BeneficiaryDto>> {
    return this.beneficiaries.list();
  }

  @Get(':id')
  @ApiOkResponse({ type: BeneficiaryDto })
  get(@Param('id') id: string): Promise<BeneficiaryDto> {
    return this.beneficiaries.get(id);
  }

  @Get(':id/changes')
  @ApiPage(ChangeDto)
  changes(@Param('id') id: string): Promise<Page<ChangeDto>> {
    return this.beneficiaries.history(id);
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
    @IfMatch() version: number | undefined,
  ): Promise<BeneficiaryDto> {
    return this.beneficiaries.changeDetails(command, id, request, version);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: BeneficiaryDto })
  confirm(
    @Cmd() command: Command,
    @Param('id') id: string,
    @IfMatch() version: number | undefined,
  ): Promise<BeneficiaryDto> {
    return this.beneficiaries.confirm(command, id, version);
  }

  /** A controller turns new details down; a finance officer takes back what was entered by mistake. */
  @Post(':id/reject')
  @HttpCode(200)
  @Allow('finance-officer', 'finance-controller')
  @ApiOkResponse({ type: BeneficiaryDto })
  reject(
    @Cmd() command: Command,
    @Param('id') id: string,
    @Body() { reason }: ChangeReasonDto,
    @IfMatch() version: number | undefined,
  ): Promise<BeneficiaryDto> {
    return this.beneficiaries.reject(command, id, reason, version);
  }
}
