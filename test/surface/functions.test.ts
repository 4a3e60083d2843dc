import { declareSection } from './section.ts';

declareSection('functions');
