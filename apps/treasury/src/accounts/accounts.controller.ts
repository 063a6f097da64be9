import { Allow, ApiPage, Cmd, type Command, type Page, PageQuery } from '@abonde/platform';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AccountDto, accountDto, ListedAccountDto, OpenAccountDto } from './accounts.dto';
import { AccountsService } from './accounts.service';

@ApiTags('accounts')
@Controller('accounts')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  @ApiPage(ListedAccountDto)
  list(@Query() query: PageQuery): Promise<Page<ListedAccountDto>> {
    return this.accounts.page(query);
  }

  @Get(':id')
  @ApiOkResponse({ type: AccountDto })
  async get(@Param('id') id: string): Promise<AccountDto> {
    return accountDto(await this.accounts.get(id));
  }

  @Post()
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: AccountDto })
  open(@Cmd() command: Command, @Body() request: OpenAccountDto): Promise<AccountDto> {
    return this.accounts.open(command, request);
  }
}
