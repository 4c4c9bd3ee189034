using System.CommandLine;
namespace MyAgent.Engine.Service.Commands.Demo;
internal static class DemoCommand { public static Command Create() => new("demo"); }
