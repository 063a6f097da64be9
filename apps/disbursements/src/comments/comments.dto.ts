import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { type CommentKind, type Section, sections } from './comment';

export class WriteCommentDto {
  @ApiPropertyOptional({ enum: sections, default: 'general', description: 'An answer takes the section of its thread' })
  @IsOptional()
  @IsIn(sections)
  section: Section = 'general';

  @ApiProperty({ maxLength: 4000 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  text: string;

  @ApiPropertyOptional({ description: 'Comment it answers' })
  @IsOptional()
  @IsUUID()
  thread?: string;
}

export class CommentDto {
  @ApiProperty()
  id: string;

  @ApiProperty({ enum: sections })
  section: Section;

  @ApiProperty({ enum: ['COMMENT', 'CHANGE_REQUEST'] })
  kind: CommentKind;

  @ApiProperty()
  text: string;

  @ApiProperty({ type: String, nullable: true, description: 'First comment of the thread it answers' })
  thread: string | null;

  @ApiProperty()
  author: string;

  @ApiProperty()
  authorName: string;

  @ApiProperty({ example: 'secretariat' })
  authorRole: string;

  @ApiProperty()
  writtenAt: Date;

  @ApiProperty({ type: String, nullable: true })
  resolvedBy: string | null;

  @ApiProperty({ type: Date, nullable: true })
  resolvedAt: Date | null;
}
