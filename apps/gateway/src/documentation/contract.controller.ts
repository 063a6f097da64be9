import { Public } from '@abonde/platform';
import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MergedContract } from './contract.service';
import type { Contract } from './merged-contract';

@ApiExcludeController()
@Public()
@Controller('api/openapi.json')
export class ContractController {
  constructor(private readonly contract: MergedContract) {}

  /** Read at `/api/docs`. */
  @Get()
  read(): Promise<Contract> {
    return this.contract.read();
  }
}
