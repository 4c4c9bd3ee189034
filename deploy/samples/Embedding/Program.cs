// A .NET program with the engine inside it: its own services send commands to the engine's actors, and follow the journal, in the same process.
//
// dotnet run --project deploy/samples/Embedding -- --Engine:DataDirectory=data
//
// The options of the engine are the section "Engine" of the program's configuration: appsettings.json, the environment (Engine__DataDirectory) or the
// command line. With Engine:Connection the journal is in PostgreSQL, with Engine:Mode=Cluster the program is a node of a cluster.

using Embedding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using MyAgent.Engine.Akka.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

// The engine first: it starts before what is added after it, and stops after it.
builder.Services.AddMyAgentEngine(builder.Configuration.GetSection("Engine"));
builder.Services.AddHostedService<OneCall>();
await builder.Build().RunAsync();
