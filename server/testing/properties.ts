/**
 * What properties are tried on: something else in each run, so that many runs try much. Where a seed is
 * given it is the same again: CI gives one for each tree, so that a run elsewhere tells what it will say.
 */
import fc from 'fast-check'

const seed = Number(process.env['GOLMOK_PROPERTY_SEED'] ?? '')
if (seed > 0) fc.configureGlobal({ seed })
