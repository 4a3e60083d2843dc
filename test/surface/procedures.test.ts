import { declareSection } from './section.ts';

declareSection('procedures');
