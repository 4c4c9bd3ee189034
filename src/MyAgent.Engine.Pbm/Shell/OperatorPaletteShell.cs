using Akka.Actor;
using Petabridge.Cmd;
using Petabridge.Cmd.Cluster;
using Petabridge.Cmd.Cluster.Sharding;
using Petabridge.Cmd.Host;

namespace MyAgent.Engine.Pbm.Shell;

/// <summary>Registers the engine's commands, and Petabridge.Cmd's own for the cluster and its sharding.</summary>
internal static class OperatorPaletteShell
{
    /// <summary>Starts the listener for <c>pbm</c>: on 127.0.0.1:9110, unless <c>petabridge.cmd</c> in the configuration says otherwise.
    /// It has no authentication: a program that can reach the port can see everything and make the node leave its cluster.</summary>
    public static void Start(ActorSystem system, IOperatorConsole console)
    {
        var pbm = PetabridgeCmd.Get(system);
        pbm.RegisterCommandPalette(ClusterCommands.Instance);
        pbm.RegisterCommandPalette(ClusterShardingCommands.Instance);
        foreach (var palette in OperatorPalettes.All)
            pbm.RegisterCommandPalette(new OperatorPaletteHandler(palette, console));
        pbm.Start();
    }
}

internal sealed class OperatorPaletteHandler : CommandPaletteHandler
{
    public OperatorPaletteHandler(OperatorPalette palette, IOperatorConsole console)
        : this(palette, new CommandPalette(palette.Name, [.. palette.Commands.Select(Define)]), console)
    {
    }

    private OperatorPaletteHandler(OperatorPalette palette, CommandPalette defined, IOperatorConsole console)
        : base(defined) => HandlerProps = Props.Create(() => new OperatorCommandActor(palette, defined, console));

    public override Props HandlerProps { get; }

    private static CommandDefinition Define(OperatorCommand command) => command.Switches.Aggregate(
        new CommandDefinitionBuilder().WithName(command.Name).WithDescription(command.Description),
        (builder, wanted) => builder.WithArgument(argument =>
            argument.WithName(wanted.Name).WithDescription(wanted.Description).WithSwitch(wanted.Switch).IsMandatory(true))).Build();
}

internal sealed class OperatorCommandActor : CommandHandlerActor
{
    public OperatorCommandActor(OperatorPalette palette, CommandPalette defined, IOperatorConsole console)
        : base(defined)
    {
        foreach (var known in palette.Commands)
        {
            Process(known.Name, typed =>
            {
                var client = Sender;
                palette.RunAsync(known, typed.Arguments.Select(argument => (argument.Item1, argument.Item2)), console)
                    .ContinueWith(done => Answer(client, OperatorReply.Of(done)), TaskScheduler.Default);
            });
        }
    }

    private static void Answer(IActorRef client, OperatorReply reply)
    {
        if (reply.IsError)
        {
            client.Tell(new ErroredCommandResponse(string.Join(Environment.NewLine, reply.Lines)));
            return;
        }
        foreach (var line in reply.Lines)
            client.Tell(new CommandResponse(line, final: false));
        client.Tell(CommandResponse.Empty);
    }
}
