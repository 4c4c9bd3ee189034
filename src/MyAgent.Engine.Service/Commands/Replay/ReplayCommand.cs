using System.CommandLine;
namespace MyAgent.Engine.Service.Commands.Replay;
internal static class ReplayCommand { public static Command Create() => new("replay"); }
