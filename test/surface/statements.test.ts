import { declareSection } from './section.ts';

declareSection('statements');
