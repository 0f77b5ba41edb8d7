import { ProbeTasks, startSchedule } from './probe-schedule.js';

// A process to be killed while it has the schedule. Its argument is the database's URL.
const schedule = await startSchedule({ DATABASE_URL: process.argv[2]! });
schedule.get(ProbeTasks).onTurn = () => console.log('turn');
console.log('ready');
