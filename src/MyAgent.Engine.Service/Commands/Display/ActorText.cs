using MyAgent.Engine.Akka.Operators;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>The actors of a node as people read them.</summary>
internal static class ActorText
{
    /// <summary>Writes the actors as a tree.</summary>
    public static void Write(Terminal terminal, ActorsView actors)
    {
        terminal.Heading(actors.Node is { } node ? $"The actors of {NodeName.Of(node)}" : "The actors of this process");
        foreach (var actor in actors.Actors)
            Write(terminal, actor, indent: "");
    }

    private static void Write(Terminal terminal, ActorView actor, string indent)
    {
        terminal.Line($"{indent}{actor.Name}  {actor.Type}{StateOf(actor)}");
        foreach (var child in actor.Actors)
            Write(terminal, child, indent + "  ");
        if (actor.Actors.Count > 0 && actor.Children > actor.Actors.Count)
            terminal.Line($"{indent}  and {DisplayFormat.Number(actor.Children - actor.Actors.Count)} more");
    }

    private static string StateOf(ActorView actor) =>
        (actor.Children > 0 ? $", children: {DisplayFormat.Number(actor.Children)}" : "") + (actor.Mailbox > 0 ? $", messages waiting: {DisplayFormat.Number(actor.Mailbox)}" : "");
}
