using System.CommandLine;
using MyAgent.Engine.Service.Commands;

return await CommandLine.RunAsync(args);
