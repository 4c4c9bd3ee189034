// A telephony connector in small: each line it reads is a call, or what becomes of one.
//
//   call QUEUE CALLER            a call comes in; answered with its contact id and place in line
//   hang-up QUEUE CONTACT        the caller is gone
//   callback QUEUE CONTACT TO    the caller leaves the number to be called back at, and keeps the place
//
// dotnet run --project deploy/samples/Connector -- akka.tcp://myagent@127.0.0.1:4053
//
// Where the nodes speak TLS, put hocon/remote-tls.conf into its configuration as well, and begin their addresses with akka.ssl.tcp.

using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Akka.Serialization;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;

if (args.Length == 0)
{
    await Console.Error.WriteLineAsync("Name the engine's nodes: akka.tcp://myagent@127.0.0.1:4053 …");
    return 2;
}

// The connector is no member of the cluster: it needs remoting alone, on a port of its own. Akka.NET would
// log to standard output, which is for the answers; what goes wrong is said by the exceptions.
var config = ConfigurationFactory.ParseString("""
    akka {
      loglevel = OFF
      stdout-loglevel = OFF
      log-serializer-override-on-start = off
      actor.provider = remote
      remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
    }
    """);
using var system = ActorSystem.Create("connector", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), EngineSerialization.Setup));
var engine = new EngineClient(system, new EngineClientOptions { Nodes = args, By = "connector" });

while (await Console.In.ReadLineAsync() is { } line)
{
    try
    {
        Console.WriteLine(await HandleAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }
    catch (Exception failure) when (failure is EngineRefusedException or EngineUnavailableException or FormatException or ArgumentException)
    {
        Console.WriteLine($"refused: {failure.Message}");
    }
}
await system.Terminate();
return 0;

Task<string> HandleAsync(string[] words) => words switch
{
    ["call", var queue, var caller] => CallAsync(new QueueId(queue), new CallerAddress(caller)),
    ["hang-up", var queue, var contact] => TellAsync(new QueueId(queue), new HangUp(new ContactId(contact))),
    ["callback", var queue, var contact, var number] => TellAsync(new QueueId(queue), new RequestCallback(new ContactId(contact), number)),
    _ => Task.FromResult("call QUEUE CALLER | hang-up QUEUE CONTACT | callback QUEUE CONTACT NUMBER"),
};

// A contact comes in by way of its caller, who may have preferred agents. Its id is the connector's own, so that asking twice is harmless.
async Task<string> CallAsync(QueueId queue, CallerAddress caller)
{
    var contact = new ContactId(Guid.NewGuid().ToString("N"));
    return Say(await engine.SendAsync<ContactAnswer>(
        caller.Address, new ReceiveContact(queue, contact, Media.Call, Priority: null, OriginAt: null), commandId: contact.Value));
}

async Task<string> TellAsync(QueueId queue, IMessage message) => Say(await engine.SendAsync<ContactAnswer>(queue.Address, message));

static string Say(ContactAnswer contact) =>
    $"{contact.ContactId}: {contact.State}{(contact.Position is { } place ? $", place {place}" : "")}{(contact.Outcome is { } outcome ? $", {outcome}" : "")}";
