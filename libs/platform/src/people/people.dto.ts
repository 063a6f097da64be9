import { ApiProperty } from '@nestjs/swagger';
import { type Role, roles } from '../auth/actor';

/** Whoever did something in a service, as they were called when they did it last. */
export class PersonDto {
  @ApiProperty({ description: 'As in `actor`, `approvedBy`, `author`' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: roles, isArray: true })
  roles: Role[];

  @ApiProperty({ type: String, nullable: true, description: 'Code of the city they act for' })
  city: string | null;
}
